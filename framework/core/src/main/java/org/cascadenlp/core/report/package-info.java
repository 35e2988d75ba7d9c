/** Self-contained HTML pages and SVG charts, and the escaping HTML writer that they use. */
package org.cascadenlp.core.report;
