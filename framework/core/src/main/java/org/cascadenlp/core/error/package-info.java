/** Errors with place, problem and remedy, and known causes of errors from outside. */
package org.cascadenlp.core.error;
