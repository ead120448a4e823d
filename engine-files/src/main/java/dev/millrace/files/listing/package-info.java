/**
 * Which files a path means, and what their folders say.
 *
 * <p>In: paths, folders and globs as users write them. Out: {@link dev.millrace.files.listing.FileListing}, files in a fixed order with
 * the values of their partition folders.
 *
 * <p>Invariant: hidden files ({@code _x}, {@code .x}) are never listed. Next: the formats' tables, which make splits of it. Not here:
 * what is in a file.
 */
@NullMarked
package dev.millrace.files.listing;

import org.jspecify.annotations.NullMarked;
