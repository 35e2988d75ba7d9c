/** JSON files, strictly read and with a bound. */
package org.cascadenlp.weights.json;
