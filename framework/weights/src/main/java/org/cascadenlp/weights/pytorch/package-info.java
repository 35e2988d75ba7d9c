/** PyTorch's weight files, read without running any code in them. */
package org.cascadenlp.weights.pytorch;
