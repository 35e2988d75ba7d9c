/** Names from a list: the example plugin to copy for a new annotator. */
package org.cascadenlp.gazetteer;
