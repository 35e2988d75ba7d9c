/** The rules every annotator lives by: parameters, injection, pipelines and shared models. */
package org.cascadenlp.core;
