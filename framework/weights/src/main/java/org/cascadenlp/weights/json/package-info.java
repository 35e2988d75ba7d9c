/** JSON files, parsed strictly and with a size limit. */
package org.cascadenlp.weights.json;
