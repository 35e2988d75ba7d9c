/** Reads {@code config.json} into a transformer specification; one class per architecture. */
package org.cascadenlp.transformers.config;
