/** PyTorch's files of weights, read without running anything that they hold. */
package org.cascadenlp.weights.pytorch;
