# bash completion for arcella-cli:  source <(arcella-cli completion bash)
_arcella_cli() {
    local line=${COMP_LINE:0:COMP_POINT} words word files='' value
    COMPREPLY=()
    # COMP_WORDS is split at ':' and '=', which are ordinary characters here.
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    word=${words[${#words[@]} - 1]}
    # Whatever bash takes for a word of its own is not repeated.
    local before=${word%"${word##*[:=]}"}
    while IFS=$'\t' read -r value _; do
        if [[ $value == :files ]]; then
            files=yes
        elif [[ $value == "$word"* ]]; then
            value=${value#"$before"}
            [[ $value == *= ]] || value+=' '
            COMPREPLY+=("$value")
        fi
    done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
    # Where a command knows nothing that fits, a file may be meant, such as a feature's.
    if [[ -n $files ]] || (( ${#words[@]} > 2 && ${#COMPREPLY[@]} == 0 )); then
        compopt -o filenames -o default 2>/dev/null
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "${word##*[:=]}")
    else
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _arcella_cli arcella-cli
