/** Reading and writing of safetensors files. */
package org.cascadenlp.weights.safetensors;
