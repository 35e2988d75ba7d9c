package org.cascadenlp.weights.pytorch;

import org.cascadenlp.weights.tensor.NumberType;

/**
 * A run of numbers that is stored outside the pickle.
 *
 * @param key its name there
 * @param count how many numbers are stored
 * @param begin where the part that is meant begins
 * @param length how many numbers the part has
 */
record StorageReference(String key, NumberType type, long count, long begin, long length) {}
