/** Class loaders for Cascade, its host and drop-in jars, and explanations of linkage errors. */
package org.cascadenlp.core.loading;
