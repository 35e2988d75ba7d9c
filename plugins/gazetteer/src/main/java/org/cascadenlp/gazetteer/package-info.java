/** Names from a list: the plugin to copy when you write your own annotator. */
package org.cascadenlp.gazetteer;
