package arcella.runtime.internal.verb;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.osgi.service.component.annotations.Component;

import arcella.command.Candidates;
import arcella.runtime.config.ConfigKey;
import arcella.runtime.config.ConfigKeys;

/** The keys of the container's own configuration that can stand once, and their tables, for completion. */
@Component(service = Candidates.class)
public final class SettingCandidates implements Candidates {

    static final String WHAT = "setting";

    @Override
    public String what() {
        return WHAT;
    }

    @Override
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        ConfigKeys.ALL.forEach(key -> names.add(key.path().getFirst()));
        ConfigKeys.ALL.stream().filter(key -> !key.many()).map(ConfigKey::text).forEach(names::add);
        return List.copyOf(names);
    }
}
