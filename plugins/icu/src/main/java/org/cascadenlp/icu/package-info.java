/** Segmentation of any language into sentences and words by ICU. */
package org.cascadenlp.icu;
