/**
 * Embedders and encoders: the interfaces of plugins, their options, and the queue before a network.
 */
package org.cascadenlp.neural.embedding;
