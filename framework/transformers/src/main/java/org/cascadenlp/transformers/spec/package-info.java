/** A transformer as its program sees it: attention, layers, linear maps. */
package org.cascadenlp.transformers.spec;
