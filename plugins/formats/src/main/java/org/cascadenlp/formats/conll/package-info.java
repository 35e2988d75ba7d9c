/** The format {@code conll}: columns with one token and its tag per line. */
package org.cascadenlp.formats.conll;
