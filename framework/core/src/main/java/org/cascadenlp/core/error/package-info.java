/** Errors that name place, problem and remedy, and what caused them. */
package org.cascadenlp.core.error;
