/** What {@code arcella-cli doctor} looks at: the machine, the home, and what stands between them and a container. */
@NullMarked
package arcella.launcher.doctor;

import org.jspecify.annotations.NullMarked;
