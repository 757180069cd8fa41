# The only part that is reached from outside: the widget's files, and a proxy for its messages.
FROM nginxinc/nginx-unprivileged:1.27-alpine
COPY docker/nginx.conf /etc/nginx/nginx.conf.template
COPY docker/web-start.sh /usr/local/bin/web-start
COPY bot/web/ /srv/signaalwijzer/
USER 101
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=5s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/signaalwijzer/"]
CMD ["sh", "/usr/local/bin/web-start"]
