package dev.millrace.spi;

/** A file that a task attempt wrote and closed: where it is now, and where it goes at commit (relative to the target folder). */
public record WrittenFile(String temporaryPath, String relativePath, long rows, long bytes) {}
