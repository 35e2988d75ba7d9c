package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDArray;
import org.cascadenlp.neural.sequence.Level;

/**
 * The vectors of a batch, the input of a {@link Head}. Arrays that a head makes of them belong to
 * the vectors' manager.
 *
 * @param vectors (rows of all instances, layers, width)
 * @param rows the number of rows of each instance: its tokens, or its sequences on {@link
 *     Level#SEQUENCE}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Encoded(NDArray vectors, int[] rows) {}
