/**
 * Questions with the contexts that answer them, in the JSON of SQuAD 1.1 and 2.0 (also XQuAD, CMRC
 * and COVID-QA).
 */
package org.cascadenlp.formats.squad;
