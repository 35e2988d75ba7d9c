/** What an author of an annotator builds on: parameters, injection, shared models. */
package org.cascadenlp.core;
