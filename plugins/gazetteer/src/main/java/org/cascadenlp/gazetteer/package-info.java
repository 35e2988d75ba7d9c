/** Names from a list: an annotator in a jar of its own, with its descriptor. */
package org.cascadenlp.gazetteer;
