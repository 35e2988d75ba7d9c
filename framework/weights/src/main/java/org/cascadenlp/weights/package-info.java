/** Files of weights in any format that is read, found by their names and known by their content. */
package org.cascadenlp.weights;
