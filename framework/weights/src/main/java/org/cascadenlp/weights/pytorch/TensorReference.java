package org.cascadenlp.weights.pytorch;

/**
 * A tensor as a strided view of a storage.
 *
 * @param offset the index of its first element in the storage's range
 * @param strides in elements, one per dimension
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
record TensorReference(StorageReference storage, long offset, long[] shape, long[] strides) {}
