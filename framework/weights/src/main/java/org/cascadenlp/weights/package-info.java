/** Weight files in all supported formats: found by file name, format detected from content. */
package org.cascadenlp.weights;
