/** Pages for people who would rather look than read. */
package org.cascadenlp.core.report;
