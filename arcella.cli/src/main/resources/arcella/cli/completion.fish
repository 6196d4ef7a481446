# fish completion for arcella-cli:  arcella-cli completion fish | source
function __arcella_cli_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    for line in (command $words[1] __complete $words[2..-1] "$word" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$word"
        else
            echo $line
        end
    end
end
complete -c arcella-cli -f -a '(__arcella_cli_complete)'
