/**
 * The specification of a transformer: attention, layers and linear maps, with their saved arrays.
 */
package org.cascadenlp.transformers.spec;
