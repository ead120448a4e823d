package dev.millrace.config;

import java.util.function.Function;

/** A setting: its name, default, how its text is read ({@code IllegalArgumentException} says what was expected), and what it is for. */
public record ConfigKey<T>(String name, T byDefault, Function<String, T> parse, String doc) {}
