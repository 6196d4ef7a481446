# fish completion for arcella-cli:  arcella-cli completion fish | source
function __arcella_cli_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l fits ''
    for line in (command $words[1] __complete $words[2..-1] "$word" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$word"
            set fits yes
        else
            echo $line
            string match -q -- "$word*" $line; and set fits yes
        end
    end
    # Where a command knows nothing that fits, a file may be meant, such as a feature's.
    if test -z "$fits" -a (count $words) -gt 1
        __fish_complete_path "$word"
    end
end
complete -c arcella-cli -f -a '(__arcella_cli_complete)'
