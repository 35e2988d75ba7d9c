/**
 * Task heads: the networks that label what vectors stand for, and how labels become annotations.
 */
package org.cascadenlp.heads;
