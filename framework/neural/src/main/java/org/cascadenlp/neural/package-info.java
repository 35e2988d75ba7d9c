/** The annotators that run embedders and task heads. */
package org.cascadenlp.neural;
