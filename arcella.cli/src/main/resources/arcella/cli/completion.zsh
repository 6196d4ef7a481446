#compdef arcella-cli arcella
# zsh completion for arcella-cli and arcella:  source <(arcella-cli completion zsh)
_arcella_cli() {
    local -a candidates calls
    local value help files='' ask=__complete fits=1
    # Both programs stand side by side, and one of them completes the words of both.
    [[ ${words[1]:t} == arcella ]] && ask=__complete-arcella
    while IFS=$'\t' read -r value help; do
        if [[ $value == :files ]]; then
            files=yes
        elif [[ $value == *'(' ]]; then
            # A call goes on behind its name, and between quotes.
            [[ $value == "$PREFIX"* ]] && calls+=("'$value")
        elif [[ -n $help ]]; then
            candidates+=("${value//:/\\:}:$help")
        else
            candidates+=("${value//:/\\:}")
        fi
    done < <("${words[1]%arcella*}arcella-cli" "$ask" "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( ${#candidates} )) && _describe 'arcella-cli' candidates && fits=0
    (( ${#calls} )) && compadd -U -Q -S '' -a calls && fits=0
    [[ -n $files ]] && _files && fits=0
    return fits
}
compdef _arcella_cli arcella-cli arcella
