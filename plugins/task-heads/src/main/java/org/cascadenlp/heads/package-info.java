/**
 * Task heads for named entities, parts of speech and classes: networks, options and annotations.
 */
package org.cascadenlp.heads;
