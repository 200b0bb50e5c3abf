package io.demur.serve.decide;

import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The selectors of a server, by name and version. A request sees one state of it from beginning to end: reloading builds
 * a new state, which is looked at before it is put in place at once.
 */
public final class Catalogue {
    private final List<Path> files;
    private volatile Map<String, List<Served>> byName;

    /**
     * Reads all files.
     *
     * @throws InputException if one is no sound selector, or two files hold the same version
     */
    public Catalogue(List<Path> files) {
        this.files = List.copyOf(files);
        this.byName = read();
    }

    /**
     * What its files hold now, not yet in place.
     *
     * @param added the versions that are not in place
     */
    public record Draft(Map<String, List<Served>> byName, List<Served> added) {
        /** Copies both. */
        public Draft {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
            added = List.copyOf(added);
        }
    }

    private Map<String, List<Served>> read() {
        Map<String, List<Served>> all = new LinkedHashMap<>();
        for (Path file : files) {
            Served served = Served.read(file);
            List<Served> versions = all.computeIfAbsent(served.name(), name -> new ArrayList<>());
            if (versions.stream().anyMatch(other -> other.version().equals(served.version()))) {
                throw new InputException(file.toString(), "holds the same selector as another file", "give it once");
            }
            versions.add(served);
        }
        return all;
    }

    /**
     * Reads all files anew and changes nothing.
     *
     * @throws InputException if one is bad
     */
    public Draft draft() {
        Map<String, List<Served>> old = byName;
        Map<String, List<Served>> fresh = read();
        List<Served> added = new ArrayList<>();
        fresh.replaceAll((name, versions) -> versions.stream()
                .map(served -> find(old, name, served.version()).orElseGet(() -> {
                    added.add(served);
                    return served;
                }))
                .toList());
        return new Draft(fresh, added);
    }

    /** Puts a draft in place. */
    public void accept(Draft draft) {
        byName = draft.byName();
    }

    private static Optional<Served> find(Map<String, List<Served>> state, String name, String version) {
        return state.getOrDefault(name, List.of()).stream()
                .filter(served -> served.version().equals(version))
                .findFirst();
    }

    /** The only selector, or the one asked for; the last version named on the command line if none is asked for. */
    public Optional<Served> find(Optional<String> name, Optional<String> version) {
        Map<String, List<Served>> state = byName;
        if (name.isEmpty() && state.size() != 1) {
            return Optional.empty();
        }
        String wanted = name.orElseGet(() -> state.keySet().iterator().next());
        if (version.isPresent()) {
            return find(state, wanted, version.get());
        }
        List<Served> versions = state.getOrDefault(wanted, List.of());
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** The versions of a name, in the order of the command line. */
    public List<Served> versions(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** The names there are. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /** Every version of every name. */
    public List<Served> all() {
        return byName.values().stream().flatMap(List::stream).toList();
    }

    /** The files it is read from. */
    public List<Path> files() {
        return files;
    }
}
