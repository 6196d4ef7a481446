/** The folder {@code deploy/}: what is put there is installed and started, what is taken away is removed. */
@NullMarked
package arcella.runtime.internal.deploy;

import org.jspecify.annotations.NullMarked;
