# fish completion for arcella-cli and arcella:  arcella-cli completion fish | source
function __arcella_cli_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    # Both programs stand side by side, and one of them completes the words of both.
    set -l ask __complete
    string match -qr '(^|/)arcella$' -- $words[1]; and set ask __complete-arcella
    set -l program (string replace -r 'arcella(-cli)?$' arcella-cli -- $words[1])
    for line in (command $program $ask $words[2..-1] "$word" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$word"
        else
            echo $line
        end
    end
end
complete -c arcella-cli -f -a '(__arcella_cli_complete)'
complete -c arcella -f -a '(__arcella_cli_complete)'
