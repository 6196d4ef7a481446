package arcella.it;

import arcella.alme.client.AlmeListener;
import arcella.command.Data;

/** Listens to nothing but the answer. */
final class QuietListener implements AlmeListener {

    @Override
    public void event(String event, Data data) {}

    @Override
    public void progress(String what, long done, long total) {}

    @Override
    public void sent(String part, long done, long total) {}
}
