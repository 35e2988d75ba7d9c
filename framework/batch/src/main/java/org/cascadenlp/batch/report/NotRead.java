package org.cascadenlp.batch.report;

/**
 * A file or folder in an input folder that is not read: a link out of it, a FIFO, a device.
 *
 * @param file its path
 * @param reason what it is, such as {@code a FIFO}
 */
public record NotRead(String file, String reason) {}
