/** Classes of Cascade, of hosts and of drop-in jars, each from its own loader. */
package org.cascadenlp.core.loading;
