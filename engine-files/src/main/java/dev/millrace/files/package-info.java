/**
 * File formats behind the source and sink interfaces.
 *
 * <p>In: {@code spi}, {@code columnar}. Out: {@link dev.millrace.files.FileSources}.
 *
 * <p>Invariant: a format is a planning face for the driver and a task face for executors, and they share nothing but the request. Next:
 * {@code listing}, then a format. Not here: object stores, formats that need libraries of their own.
 */
@NullMarked
package dev.millrace.files;

import org.jspecify.annotations.NullMarked;
