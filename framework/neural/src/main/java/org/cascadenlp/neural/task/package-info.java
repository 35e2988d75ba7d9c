/** Task heads: the interface of plugins, the network of a head, and trained heads. */
package org.cascadenlp.neural.task;
