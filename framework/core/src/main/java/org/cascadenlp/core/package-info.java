/**
 * The base for authors of annotators: typed parameters, injection, models shared between engines.
 */
package org.cascadenlp.core;
