/** What plugins implement as a task's head, and its network. */
package org.cascadenlp.neural.task;
