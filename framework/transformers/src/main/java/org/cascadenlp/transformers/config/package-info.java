/** What a {@code config.json} says of a transformer, one class for each architecture. */
package org.cascadenlp.transformers.config;
