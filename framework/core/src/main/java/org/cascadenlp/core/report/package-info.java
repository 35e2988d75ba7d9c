/** Pages and charts that need nothing else: one writer of HTML that escapes, pages, and SVG. */
package org.cascadenlp.core.report;
