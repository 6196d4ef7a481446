package arcella.wasi.preview2.filesystem;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

import arcella.wasi.Denial;
import arcella.wasi.LimitNotice;
import arcella.wasi.fs.FsError;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.Node;

/**
 * The files and folders that one instance has open, counted against its limit. A node stays open as long as a
 * descriptor or a stream uses it, so that a stream outlives the descriptor it came from. Safe for use by many threads: a
 * stream that was passed to another guest ends on that one's.
 */
final class OpenNodes implements AutoCloseable {

    private final int most;
    private final LimitNotice full;
    private final Set<OpenNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param most the most open at a time
     * @param notices hears of it where that is reached
     */
    OpenNodes(int most, Consumer<Denial> notices) {
        this.most = most;
        this.full = new LimitNotice(notices, "to open files", "open-files", Integer.toString(most));
    }

    /** How many are open. */
    synchronized int count() {
        return open.size();
    }

    /** Fails if one more would be too many. */
    synchronized void requireRoom() throws FsException {
        if (open.size() >= most) {
            full.reached();
            throw FsError.TOO_MANY_FILES.failure();
        }
    }

    /** Takes a node over, with one user. */
    synchronized OpenNode add(Node node) {
        OpenNode added = new OpenNode(node);
        open.add(added);
        return added;
    }

    /** Closes whatever is open. */
    @Override
    public synchronized void close() {
        open.forEach(OpenNode::closeNode);
        open.clear();
    }

    /** One open node and the number of its users. */
    final class OpenNode {

        private final Node node;
        private int users = 1;

        private OpenNode(Node node) {
            this.node = node;
        }

        Node node() {
            return node;
        }

        OpenNode retain() {
            synchronized (OpenNodes.this) {
                users++;
            }
            return this;
        }

        void release() {
            synchronized (OpenNodes.this) {
                users--;
                if (users == 0 && open.remove(this)) {
                    closeNode();
                }
            }
        }

        private void closeNode() {
            try {
                node.close();
            } catch (FsException e) {
                // The kernel has let go of the descriptor in any case, and a drop has nobody to tell.
                users = 0;
            }
        }
    }
}
