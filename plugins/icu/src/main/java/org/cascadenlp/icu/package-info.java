/** Sentences and words of any language, by ICU. */
package org.cascadenlp.icu;
