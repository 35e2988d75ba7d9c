/** What this plugin offers: its tasks and comparisons, by name. */
package org.cascadenlp.heads.plugin;
