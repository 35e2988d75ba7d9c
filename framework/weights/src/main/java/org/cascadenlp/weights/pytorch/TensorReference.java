package org.cascadenlp.weights.pytorch;

/**
 * An array as a view of a storage.
 *
 * @param offset where its first number is in the storage's part
 * @param strides in numbers, one for each dimension
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record TensorReference(StorageReference storage, long offset, long[] shape, long[] strides) {}
