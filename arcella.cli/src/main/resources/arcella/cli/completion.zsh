#compdef arcella-cli
# zsh completion for arcella-cli:  source <(arcella-cli completion zsh)
_arcella_cli() {
    local -a candidates
    local value help files=''
    while IFS=$'\t' read -r value help; do
        if [[ $value == :files ]]; then
            files=yes
        elif [[ -n $help ]]; then
            candidates+=("${value//:/\\:}:$help")
        else
            candidates+=("${value//:/\\:}")
        fi
    done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    # Where a command knows nothing that fits, a file may be meant, such as a feature's.
    if (( ${#candidates} )) && _describe 'arcella-cli' candidates; then
        [[ -z $files ]] && return
    fi
    [[ -n $files ]] || (( CURRENT > 2 )) && _files
}
compdef _arcella_cli arcella-cli
